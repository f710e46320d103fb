def main():
  x=1.5
  for i in range(300000):
    x < i
main()
