def main():
  s='000abc000'
  for i in range(300000):
    s.strip('0')
main()
