def main():
  l=list(range(400000))
  for i in range(300000):
    l.pop()
main()
