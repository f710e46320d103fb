def main():
  
  class A:
    def __init__(s, x): s.x = x
  
  for i in range(300000):
    A(i)
main()
