def main():
  x=10**30
  for i in range(300000):
    x*x+i
main()
