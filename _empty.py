def main():
  
  for i in range(300000):
    i
main()
