def main():
  
  class C:
    def __enter__(s): return s
    def __exit__(s,*a): pass
  c=C()
  def f():
    with c: pass
  
  for i in range(300000):
    f()
main()
