def main():
  
  for i in range(300000):
    list(range(10))
main()
