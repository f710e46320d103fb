def main():
  
  class A:
    def __getitem__(s, i): return i
  a=A()
  
  for i in range(300000):
    a[i]
main()
