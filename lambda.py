def main():
  f=lambda x: x
  for i in range(300000):
    f(i)
main()
