def main():
  s='abc;def;ghi'
  for i in range(300000):
    s.split(';')
main()
