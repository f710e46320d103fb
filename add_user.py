def main():
  
  class A:
    def __add__(s, o): return o
  a=A()
  
  for i in range(300000):
    a + i
main()
