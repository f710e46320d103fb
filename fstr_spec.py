def main():
  
  for i in range(300000):
    f'{i:x}-{i:>6,}'
main()
