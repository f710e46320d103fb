def main():
  a=['1','2']
  for i in range(300000):
    list(map(int, a))
main()
