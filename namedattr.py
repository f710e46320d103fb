def main():
  
  class A:
    x = 1
  a=A()
  
  for i in range(300000):
    a.x
main()
