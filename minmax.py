def main():
  
  for i in range(300000):
    min(i, 5)
main()
