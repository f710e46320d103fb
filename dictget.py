def main():
  d={j:j for j in range(100)}
  for i in range(300000):
    d.get(i, 0)
main()
