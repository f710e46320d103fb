def main():
  s=[1,2,3,4,5,6]
  for i in range(300000):
    s[4::-1]
main()
