def main():
  a=[1,2,3,4]
  for i in range(300000):
    [x for x in enumerate(a)]
main()
