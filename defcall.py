def main():
  
  def f(a, b=2): return a
  
  for i in range(300000):
    f(i)
main()
