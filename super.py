def main():
  
  class B:
    def f(s): return 1
  class A(B):
    def f(s): return super().f()
  a=A()
  
  for i in range(300000):
    a.f()
main()
