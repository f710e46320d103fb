def main():
  
  class It:
    def __init__(s): s.n=0
    def __iter__(s): return s
    def __next__(s):
      s.n+=1
      if s.n>3: raise StopIteration
      return s.n
  
  for i in range(300000):
    list(It())
main()
