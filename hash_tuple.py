def main():
  
  for i in range(300000):
    hash((i, 2))
main()
