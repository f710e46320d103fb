def main():
  
  def f(*a, **k): return a
  
  for i in range(300000):
    f(i, 2)
main()
