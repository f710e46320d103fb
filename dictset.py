def main():
  d={}
  for i in range(300000):
    d.__setitem__(i & 63, i)
main()
