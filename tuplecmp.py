def main():
  a=(1,2,3);b=(1,2,4)
  for i in range(300000):
    a < b
main()
