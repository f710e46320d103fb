def main():
  d=(1,2,3)
  for i in range(300000):
    i in d
main()
