def main():
  
  for i in range(300000):
    '%05d' % i
main()
