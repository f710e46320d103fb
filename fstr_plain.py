def main():
  
  for i in range(300000):
    f'a{i}b'
main()
