def main():
  
  class A:
    def __eq__(s, o): return True
  a=A()
  
  for i in range(300000):
    a == i
main()
