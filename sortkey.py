def main():
  a=[4,3,2,1]
  for i in range(300000):
    sorted(a, key=lambda x: -x)
main()
