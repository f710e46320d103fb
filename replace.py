def main():
  s='name;name;x'
  for i in range(300000):
    s.replace(';', '-')
main()
