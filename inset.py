def main():
  d={j for j in range(100)}
  for i in range(300000):
    i in d
main()
