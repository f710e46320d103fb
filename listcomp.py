def main():
  a=[1,2,3,4]
  for i in range(300000):
    [x+1 for x in a]
main()
