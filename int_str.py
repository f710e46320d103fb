def main():
  s='12345'
  for i in range(300000):
    int(s)
main()
