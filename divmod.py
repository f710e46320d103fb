def main():
  
  for i in range(300000):
    divmod(i, 7)
main()
