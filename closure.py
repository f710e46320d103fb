def main():
  
  def mk(n):
    def g(): return n
    return g
  
  for i in range(300000):
    mk(i)()
main()
