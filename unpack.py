def main():
  t=(1,2)
  for i in range(300000):
    (lambda p: p)(t)
main()
