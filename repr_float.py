def main():
  
  for i in range(300000):
    repr(i/7)
main()
