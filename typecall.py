def main():
  
  for i in range(300000):
    type(i)
main()
