def main():
  d={j:j for j in range(100)}
  for i in range(300000):
    d[i%100]
main()
