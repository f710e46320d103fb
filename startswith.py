def main():
  s='000abc000'
  for i in range(300000):
    s.startswith('000')
main()
