-- What was made of a file goes with it when it is erased: the rows by their foreign key, and with them the content.
create trigger file_derivative_removed after delete on file_derivative
  for each row execute function remember_removal('derivative');

create index file_derivative_content on file_derivative (sha256);
