def main():
  
  def f(i):
    try:
      raise ValueError(i)
    except ValueError as e:
      return e
  
  for i in range(300000):
    f(i)
main()
