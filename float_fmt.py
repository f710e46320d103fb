def main():
  
  for i in range(300000):
    f'{i/7:.3f}'
main()
