def main():
  
  class A: pass
  
  for i in range(300000):
    A()
main()
