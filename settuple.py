def main():
  s=set()
  for i in range(300000):
    s.add((i&63, 2))
main()
