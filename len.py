def main():
  s=[1,2,3]
  for i in range(300000):
    len(s)
main()
