def main():
  
  for i in range(300000):
    i**2
main()
