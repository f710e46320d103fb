def main():
  s='abcdefghijk'
  for i in range(300000):
    s[2:7]
main()
