def main():
  s=[1,2,3,4,5,6]
  for i in range(300000):
    s.__setitem__(slice(0,2), (1,2))
main()
