def main():
  
  class A:
    @property
    def x(s): return 1
  a=A()
  
  for i in range(300000):
    a.x
main()
