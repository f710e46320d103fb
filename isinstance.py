def main():
  
  for i in range(300000):
    isinstance(i, int)
main()
