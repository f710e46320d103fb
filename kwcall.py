def main():
  
  def f(a, b=2, *, c=3): return a
  
  for i in range(300000):
    f(i, c=4)
main()
