def main():
  
  for i in range(300000):
    '{:>8}|{}'.format(i, 5)
main()
