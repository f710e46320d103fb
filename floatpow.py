def main():
  x=1.5
  for i in range(300000):
    x**2.5
main()
